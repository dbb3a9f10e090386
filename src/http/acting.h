// Who acts on this thread: set by dispatch() around a handler, by the command line around a command, and by the log's
// appender around a change that somebody asked for. What is written down of a change (access/audit.h) need not be
// handed through every function this way. Nobody outside of these: the house itself is at work.
//
// Threads: each has its own. A guard ends on the thread that made it.
#pragma once
#include "http/message.h"

namespace http {

class Acting {
 public:
  explicit Acting(Caller caller) : caller_(std::move(caller)), before_(current()) { current() = &caller_; }
  ~Acting() { current() = before_; }
  Acting(const Acting&) = delete;
  Acting& operator=(const Acting&) = delete;

  static const Caller& now() {
    static const Caller nobody;
    return current() ? *current() : nobody;
  }

 private:
  static const Caller*& current() {
    static thread_local const Caller* caller = nullptr;
    return caller;
  }
  Caller caller_;
  const Caller* before_;
};

}  // namespace http
