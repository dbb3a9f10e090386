// Whose something is that people keep here: the id of who asks, as it is stored beside it.
#pragma once
#include "base/ids.h"
#include "http/message.h"

namespace journey {

inline std::string id_of(const http::Caller& who) {
  switch (who.kind) {
    case http::Caller::Kind::user: return base::show_id('u', who.id);
    case http::Caller::Kind::key: return base::show_id('k', who.id);
    default: return "operator";
  }
}

}  // namespace journey
