#include "core/base/near_name.h"

#include <gmock/gmock.h>

namespace zeroloom {
namespace {

TEST(NearName, ForgivesSlipsAndGuessesNothingWild)
{
    EXPECT_EQ(nearestName("SNDHVM", {"SNDHWM", "RCVHWM"}), "SNDHWM");
    EXPECT_EQ(nearestName("sndhwm", {"RCVHWM", "SNDHWM"}), "SNDHWM");
    EXPECT_EQ(nearestName("completely", {"SNDHWM", "RCVHWM"}), "");
    EXPECT_EQ(nearestName("", {"SNDHWM"}), "");
    EXPECT_EQ(nearestName("w", {"w1"}), "w1");
    EXPECT_EQ(nearestName("b", {"a"}), "");
}

TEST(DidYouMean, NamesWhatIsNearOrWhatThereIs)
{
    EXPECT_EQ(didYouMean("srever", {"client", "server"}, "there are two"), "; did you mean 'server'?");
    EXPECT_EQ(didYouMean("elsewhere", {"client", "server"}, "there are two"), "; there are two");
}

} // namespace
} // namespace zeroloom
