#include "core/host/process_look.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <string_view>

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "core/control/unique_fd.h"
#include "core/host/event_loop.h"

namespace zeroloom {
namespace {

// The beginning of a small file; empty when it cannot be read.
std::string_view readSmall(int folder, const char* name, std::span<char> into)
{
    const UniqueFd file(::openat(folder, name, O_RDONLY | O_CLOEXEC));
    const ssize_t size = file ? ::read(file.get(), into.data(), into.size()) : -1;
    return {into.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0))};
}

std::string_view takeWord(std::string_view& text)
{
    const std::size_t end = std::min(text.find_first_of(" \n"), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return word;
}

std::uint64_t number(std::string_view word)
{
    std::uint64_t value = 0;
    std::from_chars(word.data(), word.data() + word.size(), value);
    return value;
}

struct Stat {
    char state = 'X'; // proc(5); X: gone
    std::uint64_t startTicks = 0;
};

// The name stands in brackets and may have any of them in it, so the fields are counted from the last.
Stat readStat(int folder)
{
    std::array<char, 1024> buffer{};
    std::string_view text = readSmall(folder, "stat", buffer);
    const std::size_t nameEnd = text.rfind(") ");
    if (nameEnd == std::string_view::npos)
        return {};
    text.remove_prefix(nameEnd + 2);
    Stat stat;
    stat.state = takeWord(text).front();
    constexpr int FieldsBetween = 18; // from ppid (4) to itrealvalue (21)
    for (int i = 0; i < FieldsBetween; ++i)
        takeWord(text);
    stat.startTicks = number(takeWord(text));
    return stat;
}

// "time on a processor, time waiting for one, times that it got one"
Nanoseconds readWaited(int folder)
{
    std::array<char, 128> buffer{};
    std::string_view text = readSmall(folder, "schedstat", buffer);
    takeWord(text);
    return Nanoseconds(static_cast<Nanoseconds::rep>(number(takeWord(text))));
}

UniqueFd openFolder(int parent, const char* name)
{
    return UniqueFd(::openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

std::vector<ThreadLook> lookAtThreads(std::int64_t process)
{
    std::vector<ThreadLook> threads;
    DIR* folder = ::opendir(("/proc/" + std::to_string(process) + "/task").c_str());
    if (!folder)
        return threads;
    while (const dirent* entry = ::readdir(folder)) {
        const UniqueFd task = entry->d_name[0] == '.' ? UniqueFd() : openFolder(::dirfd(folder), entry->d_name);
        if (task)
            threads.push_back({static_cast<std::int64_t>(number(entry->d_name)), readStat(task.get()).state == 'R',
                               readWaited(task.get())});
    }
    ::closedir(folder);
    std::ranges::sort(threads, {}, &ThreadLook::id);
    return threads;
}

UniqueFd openProcess(std::int64_t id) { return openFolder(AT_FDCWD, ("/proc/" + std::to_string(id)).c_str()); }

} // namespace

ProcessLook lookAtProcess(std::int64_t id)
{
    ProcessLook look;
    look.at = EventLoop::now();
    const UniqueFd process = openProcess(id);
    if (!process)
        return look;
    const Stat stat = readStat(process.get());
    look.there = stat.state != 'Z' && stat.state != 'X' && stat.state != 'x';
    look.stopped = stat.state == 'T' || stat.state == 't';
    look.startTicks = stat.startTicks;
    if (look.there && !look.stopped)
        look.threads = lookAtThreads(id);
    return look;
}

std::string processName(std::int64_t id)
{
    const UniqueFd process = openProcess(id);
    std::array<char, 64> buffer{};
    std::string_view name = process ? readSmall(process.get(), "comm", buffer) : std::string_view();
    if (name.ends_with('\n'))
        name.remove_suffix(1);
    return std::string(name);
}

bool tellsWaiting() { return ::access("/proc/self/schedstat", R_OK) == 0; }

} // namespace zeroloom
