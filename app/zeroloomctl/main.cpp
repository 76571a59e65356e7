// zeroloomctl: checks and runs ZeroMQ topologies without a window, and is the worker process of those that run.
#include <clocale>
#include <csignal>
#include <exception>

#include "app/zeroloomctl/command_line.h"
#include "app/zeroloomctl/standard_streams.h"

int main(int argc, char** argv)
{
    using namespace zeroloom;
    // A reader who closes the pipe is a return value of write(2), not the end of the program.
    std::signal(SIGPIPE, SIG_IGN);
    // For the width of characters. Numbers keep the form of the C locale.
    if (std::setlocale(LC_CTYPE, "") == nullptr || MB_CUR_MAX == 1) {
        std::setlocale(LC_CTYPE, "C.UTF-8");
    }
    try {
        return static_cast<int>(runCommandLine(argc, argv));
    } catch (const std::exception& error) {
        complain(std::string("stopped by a defect of Zeroloom: ") + error.what());
        return static_cast<int>(ExitCode::Failed);
    }
}
