// Failures of system calls in words that a person can act on. Pure functions; callable from any thread.
#pragma once

#include <string>

#include "core/base/result.h"

namespace zeroloom {

// ENOSPC is "the disk is full: free some space and try again". Unknown numbers give the system's own words.
std::string systemErrorText(int errorNumber);

// NotFound, AlreadyExists or Io, by the number.
ErrorCode systemErrorCode(int errorNumber);

} // namespace zeroloom
