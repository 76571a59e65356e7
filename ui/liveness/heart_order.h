// Which hearts are listed, and in which order. Pure functions.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include <QStringList>

#include "ui/liveness/heart_text.h"

namespace zeroloom {

struct HeartFilter {
    QStringList words;          // all of them in the id, address, process or monitor; any case
    std::array<bool, 4> only{}; // by HeartState; none set: all states
    std::optional<std::uint32_t> monitor;
    bool operator==(const HeartFilter&) const = default;

    bool takesAll() const { return *this == HeartFilter(); }
};

struct HeartSort {
    std::optional<HeartColumn> column; // none: the order of coming
    bool descending = false;
    bool operator==(const HeartSort&) const = default;
};

bool accepts(const HeartFilter& filter, const HeartBook& book, HeartKey key, const Heart& heart);
// Hearts that are equal by the column stand in the order of coming.
std::vector<HeartKey> listed(const HeartBook& book, const HeartFilter& filter, const HeartSort& sort);
// "heart-2" before "heart-10": digits by their value, other bytes as they are. Negative, 0 or positive.
int compareNames(std::string_view one, std::string_view other);

} // namespace zeroloom
