// Every sentence that people read in English, by key; other languages have the same keys. It knows error codes and no element.

import type { VoiceErrorCode } from '../model/error.ts';

/** What is wrong, in a few words, by error code. */
type ErrorTitles = { readonly [Code in VoiceErrorCode as `error.${Code}`]: string };
/** What the person can do about it, by error code. */
type ErrorRemedies = { readonly [Code in VoiceErrorCode as `remedy.${Code}`]: string };

/** All texts of `<voice-room>`. Functions get numbers or names; names are isolated by their surroundings, not here. */
export interface VoiceRoomTranslation extends ErrorTitles, ErrorRemedies {
  /** BCP 47 code of the language. */
  readonly $code: string;
  /** The language's own name. */
  readonly $name: string;
  readonly $dir: 'ltr' | 'rtl';

  readonly room: (channel: string) => string;
  readonly people: (count: number) => string;
  readonly peopleInRoom: string;
  readonly controls: string;
  readonly unnamedChannel: string;

  readonly mute: string;
  readonly unmute: string;
  readonly turningOn: string;
  readonly notPermitted: string;
  readonly deafen: string;
  readonly undeafen: string;
  /** The names of the push key's button, and what is written on it. */
  readonly pushToTalk: string;
  readonly pushToMute: string;
  readonly holdToTalk: string;
  readonly holdToMute: string;
  readonly pushTip: string;
  readonly settings: string;
  readonly leave: string;
  readonly cancel: string;
  readonly whenConnected: string;

  readonly self: string;
  readonly isSpeaking: string;
  readonly isMuted: string;
  readonly isDeafened: string;
  readonly isMutedForMe: string;
  /** The name of the button on somebody's tile. */
  readonly optionsFor: (name: string) => string;
  readonly 'menu.volume': string;
  readonly 'menu.percent': (percent: number) => string;
  /** The name of the button that is labelled with 100 %. */
  readonly 'menu.reset': (percent: string) => string;
  readonly 'menu.mute': string;
  readonly 'menu.boost-note': string;
  readonly 'menu.gain-note': string;
  readonly poorConnection: string;
  readonly lostConnection: string;

  readonly 'status.idle': string;
  readonly 'status.waiting-auth': string;
  readonly 'status.waiting-click': string;
  readonly 'status.waiting-visible': string;
  readonly 'status.authorizing': string;
  readonly 'status.connecting': string;
  readonly 'status.connected': string;
  readonly 'status.reconnecting': string;
  /** Shown beside the word for reconnecting. */
  readonly 'status.seconds': (seconds: number) => string;
  readonly 'status.ended': string;
  readonly 'status.failed': string;

  readonly 'wait.auth': string;
  readonly 'wait.visible': string;
  readonly 'wait.authorizing': string;
  readonly 'wait.connecting': string;
  readonly 'wait.microphone': string;
  readonly 'wait.reconnecting': string;

  readonly lobbyNote: string;
  readonly lobbyNoteMuted: string;
  readonly join: string;
  readonly joinMuted: string;
  readonly empty: string;
  readonly emptyNote: string;
  readonly 'ended.left': string;
  readonly 'ended.left-note': string;
  readonly 'ended.channel-closed': string;
  readonly 'ended.channel-closed-note': string;
  readonly rejoin: string;
  readonly retry: string;
  readonly takeOver: string;
  readonly howToFix: string;
  readonly playbackBlocked: string;
  readonly startPlayback: string;
  readonly 'hint.talking-while-muted': string;
  readonly 'hint.silent-microphone': string;
  /** In place of "Try again" where a phone call or an assistant took the microphone. */
  readonly speakAgain: string;
  readonly 'inApp.note': string;
  readonly 'inApp.open': string;
  readonly 'inApp.copy': string;
  readonly 'inApp.copied': string;
  /** Steps of a person against a denial, one a line. */
  readonly 'steps.denied-chrome': string;
  readonly 'steps.denied-edge': string;
  readonly 'steps.denied-firefox': string;
  readonly 'steps.denied-safari': string;
  readonly 'steps.denied-ios': string;
  readonly 'steps.denied-android': string;
  readonly 'steps.denied-other': string;
  readonly 'steps.system-windows': string;
  readonly 'steps.system-mac': string;
  readonly 'steps.system-ios': string;
  readonly 'steps.system-android': string;
  readonly 'steps.system-other': string;
  readonly 'fix.microphone-blocked-by-page': string;
  readonly 'fix.insecure-context': string;
}

const plural = new Intl.PluralRules('en');
const number = new Intl.NumberFormat('en');

/** English. */
export const en: VoiceRoomTranslation = {
  $code: 'en',
  $name: 'English',
  $dir: 'ltr',

  room: (channel) => `Voice room: ${channel}`,
  people: (count) => `${number.format(count)} ${plural.select(count) === 'one' ? 'person' : 'people'}`,
  peopleInRoom: 'People in this room',
  controls: 'Your controls',
  unnamedChannel: 'Voice room',

  mute: 'Mute',
  unmute: 'Unmute',
  turningOn: 'Turning your microphone on…',
  notPermitted: 'You can listen in this channel, not speak',
  deafen: 'Deafen',
  undeafen: 'Undeafen',
  pushToTalk: 'Push to talk',
  pushToMute: 'Push to mute',
  holdToTalk: 'Hold to talk',
  holdToMute: 'Hold to mute',
  pushTip: 'Hold it, or tap it to keep it down',
  settings: 'Settings',
  leave: 'Leave',
  cancel: 'Stop joining',
  whenConnected: 'Available once you are connected',

  self: 'You',
  isSpeaking: 'speaking',
  isMuted: 'muted',
  isDeafened: 'deafened',
  isMutedForMe: 'muted for you',
  optionsFor: (name) => `Options for ${name}`,
  'menu.volume': 'Volume',
  'menu.percent': (percent) => `${number.format(Math.round(percent))} %`,
  'menu.reset': (percent) => `Back to ${percent}`,
  'menu.mute': 'Mute for me',
  'menu.boost-note': 'Above 100 % others may hear themselves. Headphones prevent it.',
  'menu.gain-note':
    'On this device any volume but 100 % falls silent when you leave this page, and others may hear themselves.',
  poorConnection: 'poor connection',
  lostConnection: 'connection lost',

  'status.idle': 'Not connected',
  'status.waiting-auth': 'Waiting for the site',
  'status.waiting-click': 'Not connected',
  'status.waiting-visible': 'Waiting for you',
  'status.authorizing': 'Joining',
  'status.connecting': 'Connecting',
  'status.connected': 'Connected',
  'status.reconnecting': 'Reconnecting',
  'status.seconds': (seconds) => `, ${number.format(seconds)} s`,
  'status.ended': 'Left',
  'status.failed': 'Not connected',

  'wait.auth': 'This room opens as soon as the site has signed you in.',
  'wait.visible': 'You join when you come to this page.',
  'wait.authorizing': 'Asking the site for your seat…',
  'wait.connecting': 'Connecting you to the voice server…',
  'wait.microphone': 'Your browser may be asking for your microphone. Allow it to be heard.',
  'wait.reconnecting': 'You are back as soon as the network is. Nobody hears you until then.',

  lobbyNote: 'Your microphone turns on when you join.',
  lobbyNoteMuted: 'You join muted.',
  join: 'Join',
  joinMuted: 'Join muted',
  empty: 'You are the first here',
  emptyNote: 'Others appear the moment they join.',
  'ended.left': 'You left',
  'ended.left-note': 'Nobody hears you any more.',
  'ended.channel-closed': 'This channel was closed',
  'ended.channel-closed-note': 'Everybody left when it closed. You can open it again by joining.',
  rejoin: 'Join again',
  retry: 'Try again',
  takeOver: 'Bring it back here',
  howToFix: 'How to fix',
  playbackBlocked: 'Your browser keeps the sound off until you tap.',
  startPlayback: 'Tap to hear the others',
  'hint.talking-while-muted': 'You are talking while muted. Nobody hears you.',
  'hint.silent-microphone': 'Nothing comes from your microphone. Look whether it is switched off.',
  speakAgain: 'Tap to speak again',
  'inApp.note': 'This page is open inside an app. Voice may only work in your browser.',
  'inApp.open': 'Open in browser',
  'inApp.copy': 'Copy link',
  'inApp.copied': 'Link copied',
  'steps.denied-chrome':
    'Press the icon left of the page’s address.\nSwitch “Microphone” on.\nPress “Try again”.',
  'steps.denied-edge':
    'Press the lock left of the page’s address.\nOpen “Permissions for this site”.\nSet “Microphone” to “Allow”.\nPress “Try again”.',
  'steps.denied-firefox':
    'Press the crossed-out microphone left of the page’s address.\nPress the × beside “Blocked”.\nPress “Try again”, then “Allow”.',
  'steps.denied-safari':
    'Open the menu “Safari”, then “Settings for …” with the name of this site.\nSet “Microphone” to “Allow”.\nPress “Try again”.',
  'steps.denied-ios':
    'Tap the icon beside the page’s address.\nOpen “Website Settings”, under “⋯” if need be.\nSet “Microphone” to “Allow”.\nTap “Try again”.',
  'steps.denied-android':
    'Tap the icon left of the page’s address.\nOpen “Permissions”.\nSwitch “Microphone” on.\nTap “Try again”.',
  'steps.denied-other':
    'Open the settings for this site, beside its address.\nAllow the microphone.\nPress “Try again”.',
  'steps.system-windows':
    'Open “Settings”, then “Privacy & security”, then “Microphone”.\nSwitch on “Microphone access” and “Let desktop apps access your microphone”.\nPress “Try again”.',
  'steps.system-mac':
    'Open “System Settings”, then “Privacy & Security”, then “Microphone”.\nSwitch your browser on.\nStart the browser again.',
  'steps.system-ios':
    'Open “Settings”, then “Apps”, then your browser.\nSwitch “Microphone” on.\nTap “Try again”.',
  'steps.system-android':
    'Open “Settings”, then “Apps”, then your browser.\nOpen “Permissions”, then “Microphone”, and allow it.\nTap “Try again”.',
  'steps.system-other':
    'Open the privacy settings of your system.\nAllow the microphone for your browser.\nPress “Try again”.',
  'fix.microphone-blocked-by-page':
    'Ask whoever runs this site to allow the microphone in the page’s Permissions-Policy, and in the frame’s allow attribute where the room is in a frame.',
  'fix.insecure-context':
    'Open this page by an address that begins with https://. On your own computer http://localhost works too.',

  'error.token-refused': 'The voice server did not accept your sign-in.',
  'remedy.token-refused': 'Sign in to the site again, then try once more.',
  'error.token-unreachable': 'The site’s voice service does not answer.',
  'remedy.token-unreachable': 'Check your network, then try again.',
  'error.token-rate-limited': 'That was too many tries in a short time.',
  'remedy.token-rate-limited': 'Wait a minute, then try again.',
  'error.channel-forbidden': 'You may not enter this channel.',
  'remedy.channel-forbidden': 'Ask whoever runs it to let you in.',
  'error.connection-failed': 'The voice server could not be reached.',
  'remedy.connection-failed': 'Check your network, a VPN or a firewall, then try again.',
  'error.connection-lost': 'The connection was lost.',
  'remedy.connection-lost': 'Check your network, then try again.',
  'error.room-full': 'This channel is full.',
  'remedy.room-full': 'Try again when somebody has left.',
  'error.removed': 'You were removed from this channel.',
  'remedy.removed': 'Ask a moderator if you think this is a mistake.',
  'error.joined-elsewhere': 'You are in this call somewhere else.',
  'remedy.joined-elsewhere': 'It went on in another tab or on another device.',
  'error.unsupported-browser': 'This browser cannot make voice calls.',
  'remedy.unsupported-browser': 'Use a current version of Chrome, Edge, Firefox or Safari.',
  'error.in-app-browser': 'Voice does not work inside this app.',
  'remedy.in-app-browser': 'Open this page in your browser: by the menu of the app, or by its link.',
  'error.invalid-configuration': 'This voice room is not set up yet.',
  'remedy.invalid-configuration': 'Tell whoever runs this site; the browser console says what is missing.',

  'error.microphone-denied': 'Your microphone is blocked for this site.',
  'remedy.microphone-denied': 'You can listen. Allow it beside the page’s address, then try again.',
  'error.microphone-blocked-by-page': 'Your microphone is blocked by this page.',
  'remedy.microphone-blocked-by-page': 'You can listen. The site must allow it.',
  'error.microphone-blocked-by-system': 'Your system blocks the microphone.',
  'remedy.microphone-blocked-by-system':
    'You can listen. Allow it for this browser in your system’s privacy settings.',
  'error.microphone-missing': 'No microphone was found.',
  'remedy.microphone-missing': 'You can listen. Plug one in, then try again.',
  'error.microphone-busy': 'Another program is using your microphone.',
  'remedy.microphone-busy': 'You can listen. Close that program, then try again.',
  'error.microphone-interrupted': 'Your microphone was interrupted.',
  'remedy.microphone-interrupted': 'Nobody hears you until it is back.',
  'error.insecure-context': 'The microphone needs a secure page.',
  'remedy.insecure-context': 'You can listen. The site must be opened over HTTPS.',
};
