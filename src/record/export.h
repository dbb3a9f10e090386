// Everything that is held, as files: JSON Lines (whole) or CSV (flat; formulas made harmless).
#pragma once
#include <functional>
#include <string>

#include "base/csv.h"
#include "record/record.h"

namespace record {

enum class ExportWhat { interactions, customers };
BOOST_DESCRIBE_ENUM(ExportWhat, interactions, customers)
enum class ExportFormat { jsonl, csv };
BOOST_DESCRIBE_ENUM(ExportFormat, jsonl, csv)

// Answers a function that gives one piece after another, in log order, and leaves `piece` empty at the end. What comes in
// meanwhile may or may not be part of it.
std::function<void(std::string& piece)> export_pieces(const Record& record, ExportWhat what, ExportFormat format);

using base::csv_field;

}  // namespace record
