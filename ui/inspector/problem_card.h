// One problem in the list: its severity as icon and word, what is wrong, what to do, and a button that does it.
#pragma once

#include <QWidget>

#include "core/check/check.h"

class QLabel;

namespace zeroloom {

class ProblemCard final : public QWidget {
    Q_OBJECT
public:
    explicit ProblemCard(const Diagnostic& problem, QWidget* parent = nullptr);

    // The same problem in other words: a live one whose figures changed.
    void setMessage(Severity severity, const std::string& message);

Q_SIGNALS:
    void revealRequested();
    void fixRequested();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_message;
};

} // namespace zeroloom
