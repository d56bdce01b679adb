// SPDX-License-Identifier: Apache-2.0
// Boost.JSON, compiled once: the library that writes our JSON.
//
// Not nlohmann/json: its destructor allocates and so ends the process when memory runs out, which a library inside
// somebody's server must never do. Boost.JSON passes the failure on and frees without allocating.
#include <boost/json/src.hpp>
