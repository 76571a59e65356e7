// The steps of a lesson below each other with their titles and what became of them; each leads to its step. GUI thread
// only.
#pragma once

#include <QWidget>

namespace zeroloom {

class LessonSession;

// Made anew whenever something of it changes.
class StepList final : public QWidget {
    Q_OBJECT
public:
    explicit StepList(LessonSession& session, QWidget* parent = nullptr);
};

} // namespace zeroloom
