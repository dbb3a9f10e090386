// Erasing people: asked for, with time to think it over, done in the background step by step (erase.h), taken up again
// after a crash, and done again when a backup from before is restored.
//
// Several nodes on one database: one of them does it, under a lease "erasure <number>"; the others follow, for the
// files in their folders (`erasures.followed` there names what was).
//
// An erasure can't be undone: the time until it begins is what there is instead, and until then it can be cancelled.
//
// Threads: every method from any thread. References must outlive the object.
#pragma once
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "http/router.h"
#include "record/erasure.h"
#include "record/erasure_list.h"
#include "record/record.h"

namespace record {

class Erasures {
 public:
  static constexpr std::int64_t wait_seconds = 600, longest_wait_seconds = 30 * 86'400;

  // `hash` is keyed with the installation's key. The list is `erasures.jsonl` in the database's folder; without one it
  // stands in the database alone.
  Erasures(Record& record, KeyedHash hash);
  ~Erasures();   // after the step at hand; the next open goes on

  // What holds people's data outside of the record (files of imports, kept answers) and drops what mentions them. May be
  // called again for the same person. Before reapply() and start().
  void also(std::function<void(const Traces&)> elsewhere);
  // What of that lies in this node's own folder, where another node did the erasing: who it was is not known any more by then,
  // so all of it goes that may be of anybody. Never called on a database that nobody shares.
  void also_here(std::function<void()> everybody);

  // At every open, before anybody is served: goes on with what a crash cut off, and erases again who was erased already
  // when the folder was restored from a backup made before. The list is what the folder, the database and `kept` (a copy that the
  // operator keeps beside the backups; may be empty) say together. Answers how many people it erased.
  std::size_t reapply(const std::filesystem::path& kept = {});
  // Starts the thread that begins what is due.
  void start();

  ErasurePreview preview(const std::string& customer) const;   // throws Error(not_found), Error(gone)
  // Throws Error(invalid) without a reason, Error(conflict) when one for this person waits already.
  Erasure ask(const ErasureRequest& request, const std::string& by);
  Erasure cancel(const std::string& id, const std::string& by);   // throws Error(conflict) once it has begun
  Erasure one(const std::string& id) const;
  http::Page<Erasure> list(const ErasureQuery& query) const;

  // Begins what is due now and ends when nothing is (the thread's work; tests).
  void run_due();

  const std::filesystem::path& file() const { return file_; }

 private:
  void run(std::int64_t erasure);
  void follow_others();
  void follow(const std::string& uid);
  std::filesystem::path followed_file() const { return file_.parent_path() / "erasures.followed"; }
  bool erase_again(const ErasedPerson& person);
  void work();
  void wake();

  Record& record_;
  KeyedHash hash_;
  std::filesystem::path file_;
  std::vector<std::function<void(const Traces&)>> elsewhere_;
  std::vector<std::function<void()>> here_;
  std::set<std::string> followed_;   // uids of erasures that were done here, or followed; one_at_a_time_
  std::int64_t done_seen_ = 0;       // so many were done when last looked; one_at_a_time_

  std::mutex guard_, one_at_a_time_;
  std::condition_variable woken_;
  bool ending_ = false, asked_ = false;
  std::thread worker_;
};

}  // namespace record
