// Answers to questions as tables for a terminal: columns parted by tabs.
#pragma once
#include "app/commands.h"
#include "base/json.h"

namespace app {

void show_answer(const base::Json& answer, const AskOptions& asked);
// A page of GET …/customers: one line each.
void show_people(const base::JsonArray& people);

}  // namespace app
