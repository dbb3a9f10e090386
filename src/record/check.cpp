#include "record/check.h"

#include "base/json.h"
#include "record/merges.h"
#include "store/bookmark.h"

namespace record {
namespace {

struct Question {
  const char* what;
  const char* sql;
  const char* hint;
};

// Each counts what must not be. The derived tables are compared with the log itself.
const Question questions[] = {
    {"interactions whose customer is not there", "select count(*) from interaction i where not exists (select 1 from customer c where c.id = i.customer)", "Restore the last backup."},
    {"interactions whose activity is not there", "select count(*) from interaction i where not exists (select 1 from activity a where a.id = i.activity)", "Restore the last backup."},
    {"interactions whose source is not there", "select count(*) from interaction i where not exists (select 1 from source s where s.id = i.source)", "Restore the last backup."},
    {"interactions stored twice (same source and key)", "select coalesce(sum(n - 1), 0) from (select count(*) as n from interaction group by source, source_key having count(*) > 1) repeated", "Report this as a bug: it must not happen."},
    {"joined customers that point to one that is joined itself", "select count(*) from customer c join customer r on r.id = c.merged_into where r.merged_into is not null", "Undo and redo the merge of those customers."},
    {"joined customers without a merge that explains it",
     "select count(*) from customer c where c.merged_into is not null and not exists (select 1 from merge m where m.undone_at is null and (m.a = c.id or m.b = c.id))", "Restore the last backup."},
    {"customers that merges connect but that stand apart",
     "select count(*) from merge m join customer a on a.id = m.a join customer b on b.id = m.b where m.undone_at is null and coalesce(a.merged_into, a.id) <> coalesce(b.merged_into, b.id)", "Undo and redo the merge of those customers."},
    {"customers that were erased and are there again", "select count(*) from erased_profile p join erasure e on e.id = p.erasure join customer c on c.id = p.customer where e.state = 2", "Report this as a bug: it must not happen."},
    {"log positions used twice", "select count(*) from interaction i join notice n on n.id = i.id", "Report this as a bug: it must not happen."},
    {"interactions missing on timelines", "select count(*) from interaction i where not exists (select 1 from derived.timeline t where t.customer = i.customer and t.at = i.at and t.interaction = i.id)",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    // Which side is wrong can't be told from here: an undo that was not swept, or interactions that are lost.
    {"timeline entries without an interaction", "select count(*) from derived.timeline t where not exists (select 1 from interaction i where i.id = t.interaction)",
     "If an import was being undone, start the server once: it finishes that. If not, interactions are lost: restore the last backup, and do not rebuild before."},
    {"activities whose count does not equal the log",
     "select count(*) from (select activity, count(*) as n from interaction group by activity) i left join derived.activity_count c on c.activity = i.activity where c.interactions is null or c.interactions <> i.n",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"sources whose count does not equal the log",
     "select count(*) from (select source, count(*) as n from interaction group by source) i left join derived.source_count c on c.source = i.source where c.interactions is null or c.interactions <> i.n",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"customers whose money does not equal the log",
     "select count(*) from (select customer, currency, sum(amount) as m, count(*) as n from interaction where amount is not null group by customer, currency) i "
     "left join derived.profile_money p on p.customer = i.customer and p.currency = i.currency where p.minor is null or p.minor <> i.m or p.interactions <> i.n",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"customers whose summary does not equal their timeline",
     "select count(*) from (select customer, count(*) as n, min(at) as f, max(at) as l from derived.timeline group by customer) t left join derived.profile_summary s on s.customer = t.customer "
     "where s.customer is null or s.interactions <> t.n or s.first_at <> t.f or s.last_at <> t.l",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"people whose row in lists does not equal their profiles",
     "select count(*) from (select coalesce(c.merged_into, c.id) as person, count(*) as n, coalesce(sum(s.interactions), 0) as i, coalesce(max(s.last_at), 0) as l, "
     "(coalesce(bit_or(s.channels), 0) << 1) | max(c.identified) as k from customer c left join derived.profile_summary s on s.customer = c.id group by coalesce(c.merged_into, c.id)) x "
     "left join derived.person p on p.person = x.person where p.person is null or p.profiles <> x.n or p.interactions <> x.i or coalesce(p.last_at, 0) <> x.l or p.class <> x.k",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"rows in lists of people who are not there", "select count(*) from derived.person p where not exists (select 1 from customer c where c.id = p.person and c.merged_into is null)",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"counts of people that do not equal their rows",
     "select count(*) from (select class, count(*) as n from derived.person group by class) x left join derived.person_class k on k.class = x.class where k.people is null or k.people <> x.n",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
    {"customers missing in the search index",
     "select count(*) from customer c where c.merged_into is null and c.name <> '' and not exists (select 1 from derived.person_search_words w where w.id = c.id)",
     "Run `throughline rebuild` while no server runs: what is derived is built anew from the log."},
};

// No database judges JSON as another does: they are read as they are served.
std::int64_t properties_that_are_not_json(store::Session& session) {
  std::int64_t n = 0;
  session.each("select properties from interaction where properties is not null", [&](const store::Row& row) {
    try {
      n += base::parse_json(row.text(0)).is_object() ? 0 : 1;
    } catch (const base::Error&) {
      ++n;
    }
  });
  return n;
}

}  // namespace

CheckReport check(Record& record, const std::function<void(const std::string&)>& step, const std::function<rights::AuditProof(store::Session&)>& proof) {
  CheckReport report;
  step("files");
  for (auto& finding : record.database.integrity()) report.findings.push_back({finding, "Stop the server and restore the last backup."});
  record.settle();
  record.database.read([&](store::Session& session) {
    for (const auto& question : questions) {
      step(question.what);
      auto n = session.one<std::int64_t>(question.sql).value_or(0);
      if (n != 0) report.findings.push_back({std::to_string(n) + " " + question.what + ".", question.hint});
    }
    step("interactions whose properties are not JSON");
    if (auto n = properties_that_are_not_json(session)) report.findings.push_back({std::to_string(n) + " interactions whose properties are not JSON.", "Restore the last backup."});
    step("the audit log");
    auto audit = proof ? proof(session) : rights::prove_audit(session, {});
    report.audit_entries = audit.entries;
    for (auto& finding : audit.findings) report.findings.push_back({finding, "Somebody changed the database by hand, or it is older than the head that was kept. Compare it with your last backup."});
    report.interactions = session.one<std::int64_t>("select count(*) from interaction").value_or(0);
    report.customers = session.one<std::int64_t>("select count(*) from customer where merged_into is null").value_or(0);
    report.identities = session.one<std::int64_t>("select count(*) from identity").value_or(0);
  });
  return report;
}

}  // namespace record
