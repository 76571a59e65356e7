// The outcome of every fallible function in the project: a value, or an Error that a person can act on.
//
// Plain values, safe to move between threads. Exceptions of libraries stop at the wrapper around the library and
// become an Error there.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace zeroloom {

// What kind of failure it was; decides the exit code of the command line (see DESIGN, "The command line").
enum class ErrorCode {
    InvalidInput,   // a file, a value or an argument cannot be used as it is
    NotFound,       // what was named does not exist
    AlreadyExists,  // something stands in the way and would be overwritten
    Unsupported,    // understood, and not possible with this libzmq or this version
    Io,             // the file system or the network refused
    Runtime,        // something failed while a topology ran
    Internal,       // a defect of Zeroloom itself
};

struct Error {
    ErrorCode code = ErrorCode::Internal;
    std::string message;  // what is wrong and what to do, in one sentence or two; no trailing newline
    std::string where;    // the place: "line 3, column 7", "/nodes/2/sockets/0", "worker.in", or empty

    // "where: message", or the message alone when the place is not known.
    std::string text() const { return where.empty() ? message : where + ": " + message; }
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

// For functions that report every problem that they find, not the first.
using Errors = std::vector<Error>;

inline tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string where = {})
{
    return tl::unexpected<Error>(Error{code, std::move(message), std::move(where)});
}

}  // namespace zeroloom
