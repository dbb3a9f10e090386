#include <sys/stat.h>

#include "app/command_line.h"

int main(int argc, char** argv) {
  ::umask(077);   // whatever is written holds personal data: databases, uploads, exports, backups
  return app::run(argc, argv);
}
