// The steps of a lesson in a row: where one is, which came true, and the way back to each. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

class QAbstractButton;

namespace zeroloom {

class LessonSession;

class StepBar final : public QWidget {
    Q_OBJECT
public:
    explicit StepBar(LessonSession& session, QWidget* parent = nullptr);

    void refresh();

private:
    LessonSession& m_session;
    QAbstractButton* m_introduction;
    std::vector<QAbstractButton*> m_steps;
};

// What became of a step, in a word: "here", "came true", "did not come true", "not done yet".
QString stepStateText(const LessonSession& session, std::size_t step);

} // namespace zeroloom
