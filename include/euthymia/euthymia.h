/* SPDX-License-Identifier: Apache-2.0 */
/* The C interface: open knowledge, read a record, ask for advice or about an order, take the text.
 *
 * 1. Handles are opaque. Who creates one frees it with the function of the same noun; freeing NULL is
 *    harmless.
 * 2. Every call that can fail returns a status and leaves its output untouched on failure. `error`
 *    outputs may be NULL.
 * 3. Text is UTF-8 with an explicit length; returned text belongs to its handle and lives as long.
 * 4. Handles are immutable and may be shared between threads; freeing one needs that nobody uses it.
 * 5. No exception crosses this interface. Messages never hold a patient's value.
 * 6. When memory runs out, the call returns out_of_memory (21) and nothing is lost: its arguments serve
 *    as before. The `error` then takes no memory, and is freed like any other.
 */
#ifndef EUTHYMIA_H
#define EUTHYMIA_H

#include <stddef.h>
#include <stdint.h>

#include "euthymia/export.hpp" /* macros only; plain C */

#ifdef __cplusplus
extern "C" {
#endif

typedef struct euthymia_knowledge euthymia_knowledge;
typedef struct euthymia_patient euthymia_patient;
typedef struct euthymia_advice euthymia_advice;
typedef struct euthymia_order_check euthymia_order_check;
typedef struct euthymia_error euthymia_error;

/* 0 is success; other values are those of euthymia::ErrorCode and are only ever appended. */
typedef int32_t euthymia_status;

/* "0.1.0", of the library that is linked. */
EUTHYMIA_EXPORT const char* euthymia_version(void);

/* The knowledge built into the library. */
EUTHYMIA_EXPORT euthymia_status euthymia_knowledge_open(euthymia_knowledge** knowledge, euthymia_error** error);
EUTHYMIA_EXPORT void euthymia_knowledge_free(euthymia_knowledge* knowledge);

/* Reads FHIR R4 (Bundle, resource or NDJSON) or native patient JSON. */
EUTHYMIA_EXPORT euthymia_status euthymia_patient_read(const euthymia_knowledge* knowledge, const char* text,
                                                      size_t length, euthymia_patient** patient,
                                                      euthymia_error** error);
EUTHYMIA_EXPORT void euthymia_patient_free(euthymia_patient* patient);

/* `as_of` is "2026-11-23". `profile` and `jurisdiction` may be NULL. */
EUTHYMIA_EXPORT euthymia_status euthymia_advise(const euthymia_knowledge* knowledge, const euthymia_patient* patient,
                                                const char* as_of, const char* profile, const char* jurisdiction,
                                                euthymia_advice** advice, euthymia_error** error);
EUTHYMIA_EXPORT void euthymia_advice_free(euthymia_advice* advice);

/* The advice as JSON (share/euthymia/schema/advice.schema.json); `length` may be NULL. */
EUTHYMIA_EXPORT const char* euthymia_advice_json(const euthymia_advice* advice, size_t* length);

/* What speaks against a new order, a zero-terminated text like "thioridazine 50 mg daily". */
EUTHYMIA_EXPORT euthymia_status euthymia_check_order(const euthymia_knowledge* knowledge,
                                                     const euthymia_patient* patient, const char* order,
                                                     const char* as_of, const char* profile, const char* jurisdiction,
                                                     euthymia_order_check** check, euthymia_error** error);
EUTHYMIA_EXPORT void euthymia_order_check_free(euthymia_order_check* check);

/* The answer as JSON (share/euthymia/schema/order-check.schema.json); `length` may be NULL. */
EUTHYMIA_EXPORT const char* euthymia_order_check_json(const euthymia_order_check* check, size_t* length);

/* One line: code, place, what was expected. Also terminated by a zero. */
EUTHYMIA_EXPORT const char* euthymia_error_text(const euthymia_error* error);
EUTHYMIA_EXPORT void euthymia_error_free(euthymia_error* error);

#ifdef __cplusplus
}
#endif

#endif
