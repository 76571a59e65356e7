// What the dialogs of the Monitor menu have in common: their frame, their buttons, and how they say that something
// typed cannot be used. GUI thread only.
#pragma once

#include <QString>

class QDialog;
class QLabel;
class QPushButton;
class QVBoxLayout;
class QWidget;

namespace zeroloom {

QVBoxLayout* makeDialogLayout(QDialog* dialog, const QString& summary);
QLabel* makeProblemLabel(QWidget* parent);
// Cancel, and a button of this text that accepts; returns the latter.
QPushButton* addDialogButtons(QDialog* dialog, QVBoxLayout* layout, const QString& accept);
// Empty: there is none, and the dialog can be accepted.
void showProblem(QLabel& label, QPushButton& accept, const QString& problem);

} // namespace zeroloom
