#!/bin/sh
# Makes the bots' recordings from the text below; needs espeak-ng and sox, and changes nothing but assets/speech.
set -eu
cd "$(dirname "$0")/speech"

# line NAME VOICE PITCH SPEED TEXT: mono, 16 kHz, 16 bit, no silence at the ends, peak at -3 dB
line() {
  espeak-ng -v "$2" -p "$3" -s "$4" --stdout "$5" |
    sox -D -t wav - -r 16000 -c 1 -b 16 "$1.wav" \
      silence 1 0.01 0.3% reverse silence 1 0.01 0.3% reverse highpass 90 lowpass 7000 norm -3
}

line ada-1 en-us+f3 58 175 'Hello, and welcome. You are in a real voice room now.'
line ada-2 en-us+f3 58 175 'Turn your microphone on whenever you like.'
line noor-1 en-gb+m3 38 170 'Good to have you here. My ring lights up while I talk.'
line noor-2 en-gb+m3 38 170 'Open a second tab, and somebody else walks in.'
