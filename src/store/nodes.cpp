#include "store/nodes.h"

namespace store {
namespace {

class Alone : public Nodes {
 public:
  explicit Alone(Database& database) : database_(database) {}
  void aside(const std::function<void(Session&)>& work) override { database_.write(work); }
  base::Time clock(Session&) override { return base::now(); }
  void notify(Session&, std::string_view, std::string_view) override {}
  void listen(std::function<void(std::string_view, std::string_view)>) override {}

 private:
  Database& database_;
};

}  // namespace

Nodes* nodes_of(Database& database) { return dynamic_cast<Nodes*>(&database); }

std::unique_ptr<Nodes> nodes_alone(Database& database) { return std::make_unique<Alone>(database); }

}  // namespace store
