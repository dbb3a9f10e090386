// A data folder opened: the database, and every capability over it, in the order of the house.
#pragma once
#include <filesystem>
#include <memory>
#include <string>

#include "access/access.h"
#include "app/continuous_backup.h"
#include "channel/api/api_channel.h"
#include "channel/file/imports.h"
#include "channel/file/uploads.h"
#include "channel/web/web_channel.h"
#include "journey/index.h"
#include "record/linkage/linker.h"
#include "record/erasures.h"
#include "record/record.h"
#include "store/database.h"

namespace app {

struct CompanyOptions {
  std::filesystem::path folder;
  std::string database;          // its address (store/address.h); empty: SQLite in the folder
  std::string name;              // the company's, for the page
  std::string region;            // default country of phone numbers
  bool behind_tls = false;
  std::filesystem::path secret_key_file = {};   // empty: secret.key in the folder
  rights::SessionRules sessions = {};
  std::filesystem::path backup_to = {};   // a continuous backup, see continuous_backup.h; empty: none
  int backup_days = 14;
  rights::OidcOptions oidc = {};
  std::string operator_token;    // what the command line of this machine shows; empty: there is none
  bool journeys = false;         // keep the journey index: for who asks questions
  std::vector<journey::Dimension> dimensions = {};   // declared, beside those that are always there
  std::filesystem::path erasures;   // a copy of erasures.jsonl kept beside the backups: who is in it is erased again
};

// Owns everything; not movable. Opening takes the folder's lock, migrates, catches up with the log and starts the threads.
class Company {
 public:
  explicit Company(CompanyOptions options);
  ~Company();   // listens to other nodes no more, then lets go of everything

  const CompanyOptions options;
  std::unique_ptr<store::Database> database;
  std::unique_ptr<rights::Access> access;
  std::unique_ptr<record::Record> record;
  std::unique_ptr<record::linkage::Linker> linker;
  std::unique_ptr<channel::WebChannel> web;
  std::unique_ptr<channel::ApiChannel> api;
  std::unique_ptr<channel::file::Uploads> uploads;
  std::unique_ptr<channel::file::Imports> imports;
  std::unique_ptr<ContinuousBackup> backup;   // null: none
  std::unique_ptr<record::Erasures> erasures;   // what it does needs all the others
  std::unique_ptr<journey::Index> journeys;     // null: nobody asks; last: follows everything that happens
};

}  // namespace app
