// The record as a whole: everything in this folder, put together and started in the right order.
#pragma once
#include <memory>

#include "record/customers.h"
#include "record/log.h"
#include "record/reader.h"
#include "record/state.h"
#include "record/timeline.h"
#include "store/lease.h"

namespace record {

struct RecordOptions {
  std::string region;                    // default country of phone numbers, ISO 3166 ("CN"); empty: none
  int people_an_identifier_joins = 3;    // shared by more, an identifier stops joining
};

class Record {
 public:
  // Tables must be migrated. Loads, catches up with the log, starts the appender and the readers.
  Record(store::Database& database, RecordOptions options);
  ~Record();

  store::Database& database;
  const RecordOptions options;
  store::Leases leases;
  State state;
  Timeline timeline;
  std::unique_ptr<Log> log;
  Readers readers;
  Customers customers;

  // Everything committed so far is in all that is derived (ends of imports, tests). Throws when that can't be written.
  void settle();
};

}  // namespace record
