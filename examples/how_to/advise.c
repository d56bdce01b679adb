/* SPDX-License-Identifier: Apache-2.0 */
/* How to ask for advice in C: handles, status codes, JSON out (share/euthymia/schema/advice.schema.json). */
#include <stdio.h>

#include "euthymia/euthymia.h"

enum { most = 1 << 20 };

static int fail(euthymia_error* error) {
    fprintf(stderr, "%s\n", euthymia_error_text(error));
    euthymia_error_free(error);
    return 1;
}

int main(int count, char** arguments) {
    static char text[most];
    euthymia_knowledge* knowledge = NULL;
    euthymia_patient* patient = NULL;
    euthymia_advice* advice = NULL;
    euthymia_error* error = NULL;
    FILE* file = count == 3 ? fopen(arguments[1], "rb") : NULL;
    if (file == NULL) {
        fprintf(stderr, "usage: how_to_advise_c FILE DAY\n");
        return 1;
    }
    const size_t length = fread(text, 1, sizeof text, file);
    fclose(file);

    /* A call that fails leaves its output untouched, so freeing everything at the end is always right. */
    if (euthymia_knowledge_open(&knowledge, &error) == 0 &&
        euthymia_patient_read(knowledge, text, length, &patient, &error) == 0 &&
        euthymia_advise(knowledge, patient, arguments[2], NULL, "US", &advice, &error) == 0) {
        puts(euthymia_advice_json(advice, NULL));
    }
    euthymia_advice_free(advice);
    euthymia_patient_free(patient);
    euthymia_knowledge_free(knowledge);
    return error == NULL ? 0 : fail(error);
}
