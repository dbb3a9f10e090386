// What joins and suggestions of other people say of somebody who is erased: an identifier that was theirs for a while (moved
// since, removed, brought by an import that was undone) still stands in the evidence. It goes, unless one of the two
// holds it.
#pragma once
#include "record/erasure.h"
#include "record/record.h"

namespace record {

// A step of an erasure (erase.h), after the first. Reads all evidence, holding nobody up; may be done again.
void erase_from_evidence(Record& record, const Traces& person);

}  // namespace record
