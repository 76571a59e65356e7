// The subcommands of zeroloomctl, one file each.
//
// Each add* function adds its subcommand, with its options and help, to the main command. The subcommand's callback
// does the work once the whole command line has been read, and sets `exit`; it throws nothing but CLI11's own errors.
// `app` and `exit` outlive the parse. Results go to standard output, messages to standard error.
#pragma once

#include "app/zeroloomctl/exit_code.h"

// CLI11 costs seconds to compile: only files that use it include it.
namespace CLI {
class App;
}

namespace zeroloom {

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
