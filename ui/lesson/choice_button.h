// One answer to a question: a radio button whose words take as many lines as they need. GUI thread only.
#pragma once

#include <QRadioButton>

namespace zeroloom {

class ChoiceButton final : public QRadioButton {
    Q_OBJECT
public:
    explicit ChoiceButton(const QString& words, QWidget* parent = nullptr);

    const QString& words() const { return m_words; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    bool hitButton(const QPoint& point) const override { return rect().contains(point); }

private:
    int indent() const; // of the words, behind the sign

    const QString m_words; // not text(): an ampersand in them is no mnemonic
};

} // namespace zeroloom
