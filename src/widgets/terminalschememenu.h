// SPDX-License-Identifier: MIT
#pragma once

#include <QMenu>

class QActionGroup;

namespace Spawnscope {

struct TerminalScheme;

/// Chooses the colours of terminals, and remembers the choice in the settings.
class TerminalSchemeMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit TerminalSchemeMenu(QWidget *parent = nullptr);

    const TerminalScheme &scheme() const;

Q_SIGNALS:
    void schemeChosen(const Spawnscope::TerminalScheme &scheme);

private:
    void takeChoice();
    void updateIcons();

    QActionGroup *m_group;
};

} // namespace Spawnscope
