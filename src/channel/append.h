// How an adapter hands interactions to the record: record::Log::append, or a stand-in of a test.
#pragma once
#include <functional>
#include <future>
#include <vector>

#include "record/heard.h"

namespace channel {

// The future is ready when the batch is durable. Throws base::Error(overloaded) when too much is waiting: the batch is the
// caller's still then.
using Append = std::function<std::future<std::vector<record::Receipt>>(record::Batch&&)>;

}  // namespace channel
