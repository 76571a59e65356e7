// Icons that follow the theme: an SVG of one colour, painted in the colour of text at whatever size is asked for.
#pragma once

#include <QByteArray>
#include <QIconEngine>

#include "core/zmq/socket_type.h"

namespace zeroloom {

// `svg` draws with "currentColor".
class ThemedIconEngine final : public QIconEngine {
public:
    explicit ThemedIconEngine(QByteArray svg) : m_svg(std::move(svg)) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }
    bool isNull() override { return m_svg.isEmpty(); }

private:
    QByteArray m_svg;
};

// A socket type's glyph on a tile of its pattern's colour.
class TypeIconEngine final : public QIconEngine {
public:
    explicit TypeIconEngine(SocketType type) : m_type(type) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine* clone() const override { return new TypeIconEngine(*this); }

private:
    SocketType m_type;
};

} // namespace zeroloom
