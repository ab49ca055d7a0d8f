// SPDX-License-Identifier: MIT
#pragma once

#include "base/textencoding.h"

#include <QMenu>

class QActionGroup;

namespace Spawnscope {

class OutputView;

/// Chooses how a view reads its log: the encodings that this Qt knows, by script.
class OutputEncodingMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit OutputEncodingMenu(OutputView *view, QWidget *parent = nullptr);

private:
    void addEncoding(QMenu *menu, const TextEncoding &encoding, const QString &text);
    void showCurrent();

    OutputView *m_view;
    QActionGroup *m_actions;
};

} // namespace Spawnscope
