// The command line: what can be said, its help, settings from flags, environment and file, errors and exit codes.
#pragma once

namespace app {

int run(int argc, char** argv);

}  // namespace app
