#include "sample/map.h"

namespace sample {

std::string_view import_map() {
  return R"toml(# How the files of the sample company become interactions. The source's name begins with "sample": that is how Throughline
# knows, and says, that none of it is real. truth.json and truth-people.csv are not imported.
source = "sample:spruce-living"
zone = "UTC"
default_region = "CN"
currency = "CNY"

[[files]]
file = "accounts.csv"
key = "account_id"
customer.name = "name"
customer.identities = [
  {namespace = "user_id", column = "account_id", verified = true},
  {namespace = "email", column = "email", verified = true},
  {namespace = "phone", column = "phone", verified = true},
  {namespace = "loyalty", column = "loyalty", verified = true},
  {namespace = "wechat", column = "wechat", verified = true},
  {namespace = "whatsapp", column = "whatsapp", verified = true},
  {namespace = "social", column = "social", verified = true},
]
customer.traits = {language = "language", region = "region", segment = "segment", birthday = "birthday", street = "street", city = "city", postcode = "postcode", sample = {value = true}}

[[files.interactions]]
channel = {column = "via"}
name = "Account Opened"
at = "opened_at"
properties = {region = "region", segment = "segment", sample = {value = true}}

[[files]]
file = "web.csv"
key = "id"
customer.identities = [
  {namespace = "device", column = "device"},
  {namespace = "user_id", column = "account_id", verified = true},
]

[[files.interactions]]
channel = {column = "via"}
name_column = "event"
key = "1"
at = "at"
conversation = "session"
subject = "title"
properties = {page = "page", sample = {value = true}}

# One row of an order is up to nine interactions; whether the promised time was kept goes along with the delivery.
[[files]]
file = "orders.csv"
key = "order_id"
customer.identities = [{namespace = "user_id", column = "account_id", verified = true}]

[[files.interactions]]
channel = {column = "via"}
name = "Order Placed"
at = "placed_at"
amount = {column = "amount", currency = {column = "currency"}}
conversation = "order_id"
subject = "title"
properties = {case = "order_id", order = "order_id", session = "session", product = "product", pieces = {column = "pieces", type = "number"}, promised_at = {column = "promised_at", type = "time"}, sample = {value = true}}

[[files.interactions]]
channel = "system"
name = "Order Paid"
at = "paid_at"
direction = "none"
actor = {kind = "system"}
conversation = "order_id"
properties = {case = "order_id", order = "order_id", sample = {value = true}}

[[files.interactions]]
channel = "system"
name = "Order Shipped"
at = "shipped_at"
direction = "out"
actor = {kind = "system"}
conversation = "order_id"
properties = {case = "order_id", order = "order_id", carrier = "carrier", sample = {value = true}}

[[files.interactions]]
channel = {column = "notice_via"}
name = "Shipping Notice Sent"
at = "shipped_at"
direction = "out"
actor = {kind = "system"}
conversation = "order_id"
subject = "title"
properties = {case = "order_id", order = "order_id", promised_at = {column = "promised_at", type = "time"}, sample = {value = true}}

[[files.interactions]]
channel = {column = "notice_via"}
name = "Delay Notice Sent"
at = "late_notice_at"
direction = "out"
actor = {kind = "system"}
conversation = "order_id"
subject = "title"
properties = {case = "order_id", order = "order_id", sample = {value = true}}

[[files.interactions]]
channel = "system"
name = "Order Delivered"
at = "delivered_at"
direction = "out"
actor = {kind = "system"}
conversation = "order_id"
properties = {case = "order_id", order = "order_id", carrier = "carrier", promised_at = {column = "promised_at", type = "time"}, promise = {promise = {due = "promised_at", done = "delivered_at"}}, sample = {value = true}}

[[files.interactions]]
channel = "post"
name = "Thank-you Card Enclosed"
at = "card_at"
direction = "out"
actor = {kind = "system"}
conversation = "order_id"
properties = {case = "order_id", order = "order_id", sample = {value = true}}

[[files.interactions]]
channel = "post"
name = "Order Returned"
at = "returned_at"
conversation = "order_id"
subject = "title"
properties = {case = "order_id", order = "order_id", product = "product", sample = {value = true}}

[[files.interactions]]
channel = "system"
name = "Refund Paid"
at = "refunded_at"
direction = "out"
actor = {kind = "system"}
amount = {column = "refund", currency = {column = "currency"}, negate = true}
conversation = "order_id"
properties = {case = "order_id", order = "order_id", sample = {value = true}}

# The call centre knows a number, and an account where the caller named it.
[[files]]
file = "calls.csv"
key = "call_id"
customer.name = "name"
customer.identities = [
  {namespace = "phone", column = "phone", verified = true},
  {namespace = "user_id", column = "account_id", verified = true},
]

[[files.interactions]]
channel = "voice"
name = "Call"
at = "at"
conversation = "call_id"
topic = "topic"
text = "summary"
language = {column = "language"}
properties = {case = "call_id", order = "order_id", agent = "agent", seconds = {column = "seconds", type = "number"}, waited = {column = "waited", type = "number"}, resolved = "resolved", sample = {value = true}}

[[files]]
file = "mails.csv"
key = "mail_id"
customer.name = "name"
customer.identities = [{namespace = "email", column = "email", verified = true}]

[[files.interactions]]
channel = "email"
name = {column = "direction", map = {in = "Mail Received", out = "Mail Sent"}}
key = "1"
at = "at"
direction = {column = "direction"}
actor = {kind = {column = "direction", map = {in = "customer", out = "agent"}}, id = "agent"}
conversation = "thread"
topic = "topic"
subject = "subject"
text = "text"
language = {column = "language"}
properties = {case = "thread", order = "order_id", sample = {value = true}}

[[files]]
file = "chats.csv"
key = "message_id"
customer.name = "name"
customer.identities = [
  {namespace = "wechat", column = "wechat", verified = true},
  {namespace = "whatsapp", column = "whatsapp", verified = true},
  {namespace = "user_id", column = "account_id", verified = true},
]

[[files.interactions]]
channel = "chat"
name = {column = "author", map = {customer = "Message Received"}, otherwise = "Message Sent"}
key = "1"
at = "at"
direction = {column = "author", map = {customer = "in", bot = "out", agent = "out"}}
actor = {kind = {column = "author"}, id = "agent"}
conversation = "conversation"
topic = "topic"
text = "text"
language = {column = "language"}
properties = {case = "conversation", order = "order_id", sample = {value = true}}

# An answer names the order, the call or the receipt that it is about as its conversation, and as its case: what belongs together on a journey map.
[[files]]
file = "surveys.csv"
key = "survey_id"
customer.identities = [
  {namespace = "user_id", column = "account_id", verified = true},
  {namespace = "email", column = "email", verified = true},
]
)toml"
#define ANSWER(kind, name)                                                                                                              \
  "\n[[files.interactions]]\nchannel = \"survey\"\nname = \"" name "\"\nat = \"at\"\nwhen = {column = \"kind\", is = \"" kind "\"}\n"     \
  "score = {kind = \"" kind "\", column = \"value\"}\nconversation = \"about\"\ntext = \"comment\"\nlanguage = {column = \"language\"}\n" \
  "properties = {case = \"about\", touchpoint = \"touchpoint\", sample = {value = true}}\n"
      ANSWER("nps", "NPS Answered") ANSWER("csat", "CSAT Answered") ANSWER("ces", "CES Answered") ANSWER("expectation", "Expectation Told") ANSWER("perception", "Perception Told")
#undef ANSWER
          R"toml(
[[files]]
file = "reviews.csv"
key = "review_id"
customer.name = "author"
customer.identities = [{namespace = "user_id", column = "account_id", verified = true}]

[[files.interactions]]
channel = "review"
name = "Review Written"
at = "at"
score = {kind = "stars", column = "stars"}
conversation = "order_id"
subject = "title"
text = "text"
language = {column = "language"}
properties = {case = "order_id", order = "order_id", product = "product", sample = {value = true}}

[[files]]
file = "store.csv"
key = "receipt_id"
customer.name = "name"
customer.identities = [
  {namespace = "loyalty", column = "loyalty", verified = true},
  {namespace = "phone", column = "phone", verified = true},
]

[[files.interactions]]
channel = "store"
name = {column = "kind", map = {purchase = "Purchase", consultation = "Consultation"}}
key = "1"
when = {column = "kind", is_not = "return"}
at = "at"
amount = {column = "amount", currency = {column = "currency"}}
conversation = "receipt_id"
subject = "title"
properties = {case = "receipt_id", store = "store", clerk = "clerk", product = "product", sample = {value = true}}

[[files.interactions]]
channel = "store"
name = "Return"
when = {column = "kind", is = "return"}
at = "at"
amount = {column = "amount", currency = {column = "currency"}, negate = true}
conversation = "receipt_id"
subject = "title"
properties = {case = "receipt_id", store = "store", clerk = "clerk", product = "product", sample = {value = true}}

[[files]]
file = "letters.csv"
key = "letter_id"
customer.name = "name"
customer.identities = [{namespace = "user_id", column = "account_id", verified = true}]

[[files.interactions]]
channel = "letter"
name = "Letter Received"
at = "at"
subject = "subject"
text = "text"
language = {column = "language"}
properties = {sample = {value = true}}

[[files]]
file = "social.csv"
key = "post_id"
customer.name = "name"
customer.identities = [{namespace = "social", column = "social", verified = true}]

[[files.interactions]]
channel = "social"
name = "Post Written"
at = "at"
text = "text"
language = {column = "language"}
properties = {product = "product", sample = {value = true}}

[[files]]
file = "campaigns.csv"
key = "id"
customer.identities = [{namespace = "user_id", column = "account_id", verified = true}]

[[files.interactions]]
channel = {column = "via"}
name_column = "event"
key = "1"
at = "at"
direction = {column = "event", map = {"Newsletter Sent" = "out", "Newsletter Opened" = "in"}}
conversation = "campaign"
properties = {campaign = "campaign", sample = {value = true}}
)toml";
}

}  // namespace sample
