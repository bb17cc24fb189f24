/// Whether single letters do something. Some people's software types for them.
class Letters {
  areOn = $state(localStorage.getItem('troupe.letters') !== 'off');

  turn(on: boolean) {
    this.areOn = on;
    if (on) localStorage.removeItem('troupe.letters');
    else localStorage.setItem('troupe.letters', 'off');
  }
}

export const letters = new Letters();
