// SPDX-License-Identifier: Apache-2.0
// The whole public interface in one include, with the way through it.
//
//   #include <euthymia/euthymia.hpp>
//
//   auto knowledge = euthymia::Knowledge::embedded();
//   if (!knowledge) return fail(knowledge.error());
//   auto patient = euthymia::read_patient(fhir_bundle_text, *knowledge);
//   if (!patient) return fail(patient.error());
//   const euthymia::Advisor advisor{*knowledge};                       // share it between threads
//   auto advice = advisor.advise(*patient, {.as_of = *euthymia::parse_date("2026-11-23")});
//   for (const euthymia::Alert& alert : advice->alerts()) show(alert);  // always first
//
// Nothing here reads a clock, a file or the environment unless the function's name says so. No function
// throws anything but std::bad_alloc. Finished objects are immutable and safe to share between threads.
#pragma once

#include "euthymia/advice.hpp"
#include "euthymia/advisor.hpp"
#include "euthymia/code.hpp"
#include "euthymia/date.hpp"
#include "euthymia/fact.hpp"
#include "euthymia/heartbeat.hpp"
#include "euthymia/json.hpp"
#include "euthymia/knowledge.hpp"
#include "euthymia/mass.hpp"
#include "euthymia/order.hpp"
#include "euthymia/patient.hpp"
#include "euthymia/plan.hpp"
#include "euthymia/read.hpp"
#include "euthymia/result.hpp"
#include "euthymia/taper.hpp"
#include "euthymia/truth.hpp"
#include "euthymia/version.hpp"
#include "euthymia/write.hpp"
