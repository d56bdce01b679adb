// SPDX-License-Identifier: Apache-2.0
// Which symbols a linked program may use.
#pragma once

#if defined(EUTHYMIA_STATIC)
#define EUTHYMIA_EXPORT
#elif defined(_WIN32)
#if defined(EUTHYMIA_BUILDING)
#define EUTHYMIA_EXPORT __declspec(dllexport)
#else
#define EUTHYMIA_EXPORT __declspec(dllimport)
#endif
#elif defined(__GNUC__)
#define EUTHYMIA_EXPORT __attribute__((visibility("default")))
#else
#define EUTHYMIA_EXPORT
#endif
