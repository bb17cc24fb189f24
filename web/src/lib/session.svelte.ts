/// Who uses the page, and what they may.
export type Role = 'viewer' | 'editor' | 'approver' | 'admin';
const order: Role[] = ['viewer', 'editor', 'approver', 'admin'];

class Session {
  name = $state('');
  role = $state<Role>('viewer');
  hasKey = $state(false);
  isKnown = $state(false);
  isLocked = $state(false); ///< the server wants a key
  turn = $state(0); ///< counts sign-ins: what was refused before is asked again

  may(needed: Role) {
    return order.indexOf(this.role) >= order.indexOf(needed);
  }
  /// Why a button is off, or nothing.
  missing(needed: Role) {
    return this.isKnown && !this.may(needed) ? `Needs the role ${needed}; you have ${this.role}.` : '';
  }
  enter(name: string, role: Role, hasKey: boolean) {
    this.name = name;
    this.role = role;
    this.hasKey = hasKey;
    this.isKnown = true;
    if (this.isLocked) this.turn += 1;
    this.isLocked = false;
  }
}

export const session = new Session();
