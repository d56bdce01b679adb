/* SPDX-License-Identifier: Apache-2.0 */
/* What a customer's first C program does: one question, one answer, one refusal. */
#include <euthymia/euthymia.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    static const char record[] = "{\"resourceType\": \"Patient\", \"birthDate\": \"1980-01-01\"}";
    euthymia_knowledge* knowledge = NULL;
    euthymia_patient* patient = NULL;
    euthymia_patient* refused = NULL;
    euthymia_advice* advice = NULL;
    euthymia_error* error = NULL;
    size_t length = 0;
    int failed = 1;
    if (euthymia_knowledge_open(&knowledge, &error) == 0 &&
        euthymia_patient_read(knowledge, record, strlen(record), &patient, &error) == 0 &&
        euthymia_advise(knowledge, patient, "2026-11-23", NULL, "US", &advice, &error) == 0 &&
        euthymia_advice_json(advice, &length) != NULL && length > 0 &&
        euthymia_patient_read(knowledge, "{", 1, &refused, &error) != 0 && refused == NULL && error != NULL) {
        printf("%s, %zu bytes; %s\n", euthymia_version(), length, euthymia_error_text(error));
        failed = 0;
    }
    euthymia_error_free(error);
    euthymia_advice_free(advice);
    euthymia_patient_free(patient);
    euthymia_knowledge_free(knowledge);
    return failed;
}
