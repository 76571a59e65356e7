#include "core/base/near_name.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <limits>
#include <numeric>
#include <utility>

namespace zeroloom {

namespace {

constexpr std::size_t LongestName = 64; // longer ones are no slip of the finger, and would cost quadratic time

bool sameLetter(char one, char other)
{
    return std::tolower(static_cast<unsigned char>(one)) == std::tolower(static_cast<unsigned char>(other));
}

// Letters added, removed or replaced, and neighbours swapped (optimal string alignment).
std::size_t distance(std::string_view one, std::string_view other)
{
    std::vector<std::size_t> beforeLast(other.size() + 1), last(other.size() + 1), row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::swap(beforeLast, last);
        std::swap(last, row);
        row[0] = i + 1;
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t replaced = last[j] + (sameLetter(one[i], other[j]) ? 0 : 1);
            row[j + 1] = std::min({replaced, last[j + 1] + 1, row[j] + 1});
            const bool swapped = i > 0 && j > 0 && sameLetter(one[i], other[j - 1]) && sameLetter(one[i - 1], other[j]);
            if (swapped)
                row[j + 1] = std::min(row[j + 1], beforeLast[j - 1] + 1);
        }
    }
    return row.back();
}

// So many slips are forgiven in a name of so many letters. A single letter that differs is another name.
std::size_t allowed(std::size_t letters) { return letters < 2 ? 0 : std::max<std::size_t>(1, letters / 3); }

} // namespace

std::string_view nearestName(std::string_view typed, const std::vector<std::string_view>& known)
{
    if (typed.empty() || typed.size() > LongestName)
        return {};
    std::string_view nearest;
    std::size_t least = std::numeric_limits<std::size_t>::max();
    for (const std::string_view name : known) {
        const auto [shorter, longer] = std::minmax({typed.size(), name.size()});
        if (longer - shorter > allowed(longer))
            continue;
        const std::size_t changed = distance(typed, name);
        if (changed < least) {
            least = changed;
            nearest = name;
        }
    }
    return least <= allowed(std::max(typed.size(), nearest.size())) ? nearest : std::string_view{};
}

std::string listed(const std::vector<std::string>& names, std::size_t limit)
{
    std::string list;
    for (const std::string& name : names) {
        if (list.size() > limit)
            return list + ", ...";
        list += (list.empty() ? "" : ", ") + name;
    }
    return list;
}

std::string didYouMean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise)
{
    const std::string_view nearest = nearestName(word, {known.begin(), known.end()});
    return "; " + (nearest.empty() ? std::string(otherwise) : "did you mean '" + std::string(nearest) + "'?");
}

} // namespace zeroloom
