// A flow as a table for spreadsheets and other tools: an edge a line, formulas made harmless (base/csv.h).
#pragma once
#include "journey/ask.h"

namespace journey {

// from_channel, from, to_channel, to, count, customers, mean_seconds, median_seconds, p90_seconds; told by a dimension: its value
// first, then the edges of each group instead of those of the whole. All edges that an answer can hold where `top` is left out.
// CRLF, with the mark that makes spreadsheets read UTF-8.
std::string flow_csv(const Index& index, FlowAsked asked);

}  // namespace journey
