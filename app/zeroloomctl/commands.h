// The subcommands of zeroloomctl, one file each.
//
// Each add* function adds its subcommand, with its options and help, to the main command. The subcommand's callback
// does the work once the whole command line has been read, and sets `exit`; it throws nothing but CLI11's own errors.
// `app` and `exit` outlive the parse. Results go to standard output, messages to standard error.
#pragma once

#include <CLI/CLI.hpp>

namespace zeroloom {

// What zeroloomctl returns to the shell.
enum class ExitCode : int {
    Done = 0,
    TopologyHasErrors = 1,
    Usage = 2,  // a wrong command line, or input that cannot be read
    Failed = 3, // something failed while running
};

void addCheckCommand(CLI::App& app, ExitCode& exit);
void addRunCommand(CLI::App& app, ExitCode& exit);
void addHealthCommand(CLI::App& app, ExitCode& exit);
void addMonitorCommand(CLI::App& app, ExitCode& exit);
void addExportCommand(CLI::App& app, ExitCode& exit);
void addImportCommand(CLI::App& app, ExitCode& exit);
void addGalleryCommand(CLI::App& app, ExitCode& exit);
void addLessonCommand(CLI::App& app, ExitCode& exit);
void addTypesCommand(CLI::App& app, ExitCode& exit);
void addOptionsCommand(CLI::App& app, ExitCode& exit);
void addRolesCommand(CLI::App& app, ExitCode& exit);
void addHostCommand(CLI::App& app, ExitCode& exit); // the worker process; in host.cpp

} // namespace zeroloom
