// A rounded ground that sets apart what stands on it, with a bar of a meaning's colour at its left. GUI thread only.
#pragma once

#include <QVBoxLayout>
#include <QWidget>

namespace zeroloom {

class Plate final : public QWidget {
    Q_OBJECT
public:
    // What its bar says; never the only thing that says it.
    enum class Tone { Plain, Good, Warning };

    explicit Plate(Tone tone, QWidget* parent = nullptr);
    QVBoxLayout* column() const { return m_column; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Tone m_tone;
    QVBoxLayout* m_column;
};

} // namespace zeroloom
