// The events of a run as one JSON object a line, as they come.
//
// Owned and called by the main thread.
#pragma once

#include <cstdint>

#include "app/zeroloomctl/output_file.h"
#include "app/zeroloomctl/run_follower.h"

namespace zeroloom {

class EventWriter final : public RunFollower {
public:
    explicit EventWriter(LineFile file) : m_file(std::move(file)) {}

    [[nodiscard]] Status follow(const Observer& observer) override;

private:
    LineFile m_file;
    std::uint64_t m_last = 0;
};

} // namespace zeroloom
