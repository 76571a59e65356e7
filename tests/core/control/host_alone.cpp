// `zeroloomctl host` and nothing else of that program: a worker process for tests of real runs, which a build of the
// runtime's own tests has without all that zeroloomctl can do besides.
#include <csignal>

#include <CLI/CLI.hpp>

#include "app/zeroloomctl/commands.h"

int main(int argc, char** argv)
{
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App app;
    zeroloom::ExitCode exit = zeroloom::ExitCode::Done;
    zeroloom::addHostCommand(app, exit);
    CLI11_PARSE(app, argc, argv);
    return static_cast<int>(exit);
}
