// What is wrong with the topology and with its run: each with its place, its reason and, where there is one, a button
// that mends it. GUI thread only.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/document/document.h"
#include "ui/document/run_controller.h"

class QLabel;
class QVBoxLayout;

namespace zeroloom {

class ProblemCard;

class ProblemsPanel final : public QWidget {
    Q_OBJECT
public:
    ProblemsPanel(Document& document, RunController& run, QWidget* parent = nullptr);

    // How many problems are listed (information is not counted).
    int count() const { return m_count; }

Q_SIGNALS:
    void countChanged(int count);

private:
    void rebuild();
    std::vector<Diagnostic> liveProblems() const;

    Document& m_document;
    RunController& m_run;
    QLabel* m_countLabel;
    QVBoxLayout* m_list;
    std::vector<Diagnostic> m_shown;
    std::vector<ProblemCard*> m_cards; // of the first of m_shown
    int m_count = 0;
};

} // namespace zeroloom
