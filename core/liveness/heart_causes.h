// Why a heart is late, lost or left, or why it can't be judged, in words for people. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/duration.h"
#include "core/liveness/heart_row.h"

namespace zeroloom {

std::string secondsText(Nanoseconds time);  // "0.43 s"
std::string countText(std::uint64_t count); // "1,203"

// "no answer to 3 beats; its process 4123 is stopped"
std::string silenceCause(const HeartRow& row, bool sendsItself, Nanoseconds silence, const HeartEvidence& evidence);
// "suspicion 8.3, the threshold is 8; no beat for 1.72 s; its connection ..."
std::string suspicionCause(const HeartRow& row, double threshold, Nanoseconds silence, const HeartEvidence& evidence);
// "can't judge: its answer lies unread in this machine"
std::string unjudgedCause(const HeartRow& row, Nanoseconds silence, const HeartEvidence& evidence);
// "answers late: 1.21 s after the beat, 1.00 s is allowed"
std::string lateAnswerCause(Nanoseconds took, Nanoseconds allowed);
// "answers beats of 3.10 s ago"
std::string oldAnswerCause(Nanoseconds ago);

constexpr std::string_view NotYetCause = "has not answered yet";
constexpr std::string_view DismissedCause = "it is not expected any more";
constexpr std::string_view ConnectionGoneCause =
    "its connection is closed, and its routing id was made for that connection: it cannot come back under this id";
constexpr std::string_view MadeRoomCause = "given up to make room for a new heart";

} // namespace zeroloom
