// One claim of a step and what becomes of it: waited for, checked, come true or not, with the figures it was judged by.
// GUI thread only.
#pragma once

#include <QWidget>

#include "core/gallery/lesson_player.h"

class QLabel;

namespace zeroloom {

class ClaimRow final : public QWidget {
    Q_OBJECT
public:
    explicit ClaimRow(const Claim& claim, QWidget* parent = nullptr);

    void setResult(const ClaimResult& result);
    // What a person reads: the sign's word and the figures.
    QString stateText() const;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void showSign();

    const Claim m_claim;
    ClaimResult m_result;
    QLabel* m_sign;
    QLabel* m_words;
    QLabel* m_state;
};

} // namespace zeroloom
