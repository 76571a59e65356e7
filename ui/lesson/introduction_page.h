// The first page of a lesson: what the pattern is, what stands about it in the guide, and the steps to come. GUI thread
// only.
#pragma once

#include <QWidget>

class QVBoxLayout;

namespace zeroloom {

class LessonSession;
class StepList;

class IntroductionPage final : public QWidget {
    Q_OBJECT
public:
    explicit IntroductionPage(LessonSession& session, QWidget* parent = nullptr);

    void refresh();

private:
    LessonSession& m_session;
    QVBoxLayout* m_column;
    StepList* m_steps;
};

} // namespace zeroloom
