#include "app/zeroloomctl/did_you_mean.h"

#include "core/check/near_name.h"

namespace zeroloom {

std::string didYouMean(std::string_view word, const std::vector<std::string>& known, std::string_view otherwise)
{
    const std::string_view nearest = nearestName(word, {known.begin(), known.end()});
    return "; " + (nearest.empty() ? std::string(otherwise) : "did you mean '" + std::string(nearest) + "'?");
}

} // namespace zeroloom
