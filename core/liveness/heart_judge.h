// The state machine of one heart: alive -> late -> lost -> back, where late is not dead. Pure functions of what is
// known of the heart, the rule and the evidence; HeartWatch asks them and carries out what they say.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/liveness/heart.h"
#include "core/liveness/heart_row.h"
#include "core/liveness/heart_witness.h"

namespace zeroloom {

struct Verdict {
    HeartState state = HeartState::Alive;
    std::string cause; // empty when alive
    bool unjudged = false;
};

// How a change of state is called; nothing: none that is told. `first`: with the heart's first answer.
std::optional<HeartChangeKind> changeOf(HeartState before, HeartState after, bool first);

// Whether nothing can be said of a silence, so that it does not count against the heart: its answer lies unread here,
// it gets no processor, or (for ten times the rule's bound) it computes without pause.
bool cannotJudge(const HeartEvidence& evidence, const HeartRule& rule, Nanoseconds silence);
// Of a heart of which that is so: late at most, and that only when its answer has not come as far as this machine.
Verdict unjudged(const HeartRow& row, Nanoseconds silence, const HeartEvidence& evidence);

// Beats are missed, and counted already: by the fixed rule.
Verdict missed(const HeartRow& row, const HeartRule& rule, bool sendsItself, Nanoseconds silence,
               const HeartEvidence& evidence);
// The same by the suspicion of the silence, and whenever that has grown. Late from half of the threshold on: with a
// threshold of 8 one beat in 10,000 is so slow by chance, which is worth a look and no alarm. Lost only when at least
// one beat is missed: an answer that still has time is not missing, however regular the heart was before.
Verdict suspected(const HeartRow& row, const HeartRule& rule, Nanoseconds silence, const HeartEvidence& evidence);

// It answered. Lateness alone makes nobody alive late, and nobody late alive, by the fixed rule: a heart that is slower
// than allowed stays late instead of changing twice in each period.
Verdict answeredInTime();
Verdict answeredLate(const HeartRow& row, bool bySuspicion, Nanoseconds took, Nanoseconds allowed);
// An answer to a beat before the previous. A sign of life: late, and not lost; but nobody comes back by it.
Verdict answeredOld(const HeartRow& row, Nanoseconds ago);

} // namespace zeroloom
