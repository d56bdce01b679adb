// SPDX-License-Identifier: Apache-2.0
// Boost.JSON, compiled once. It writes our JSON because it survives the failure of any allocation.
#include <boost/json/src.hpp>
