#include "core/base/system_error.h"

#include <cerrno>
#include <system_error>

namespace zeroloom {

std::string systemErrorText(int errorNumber)
{
    switch (errorNumber) {
    case ENOSPC:
        return "the disk is full: free some space and try again";
    case EDQUOT:
        return "your disk quota is used up: free some space and try again";
    case EACCES:
    case EPERM:
        return "permission denied: change its permissions or choose another place";
    case EROFS:
        return "the disk is read-only: choose another place";
    case ENOENT:
        return "no such file or folder: check the path";
    case ENOTDIR:
        return "a part of the path is a file and not a folder: check the path";
    case EISDIR:
        return "it is a folder: name a file";
    case ENAMETOOLONG:
        return "the name is too long: choose a shorter one";
    case EFBIG:
        return "the file would be larger than the file system or a limit allows";
    case ELOOP:
        return "its symbolic links go in a circle: correct them";
    case EIO:
        return "the disk reported a read or write error: check the disk";
    case EMFILE:
    case ENFILE:
        return "too many open files: close some, or raise the limit (ulimit -n)";
    default:
        return std::generic_category().message(errorNumber);
    }
}

ErrorCode systemErrorCode(int errorNumber)
{
    switch (errorNumber) {
    case ENOENT:
    case ENOTDIR:
        return ErrorCode::NotFound;
    case EEXIST:
        return ErrorCode::AlreadyExists;
    default:
        return ErrorCode::Io;
    }
}

} // namespace zeroloom
