// One step of a lesson: its text, the question, what is done, what is checked, and what came of it. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

class QLabel;
class QVBoxLayout;

namespace zeroloom {

class ActList;
class ChoiceButton;
class ClaimRow;
class LessonSession;
class Plate;

class StepPage final : public QWidget {
    Q_OBJECT
public:
    explicit StepPage(LessonSession& session, QWidget* parent = nullptr);

    void refresh();
    // The choice that Tab comes to first; nullptr when nothing is asked.
    QWidget* firstChoice() const;

private:
    void addPrediction();
    void addActs();
    void addClaims();
    void refreshVerdict();
    QString verdict() const;

    LessonSession& m_session;
    QVBoxLayout* m_column;
    std::vector<ChoiceButton*> m_choices;
    ActList* m_acts = nullptr;
    QWidget* m_claims = nullptr;
    std::vector<ClaimRow*> m_rows;
    Plate* m_verdict = nullptr;
    QLabel* m_verdictText = nullptr;
};

} // namespace zeroloom
