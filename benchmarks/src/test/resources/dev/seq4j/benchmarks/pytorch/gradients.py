# What the tests compare.

def gradients(self, loss: Tensor, variables: List[Tensor]) -> List[Tensor]:
  derivatives = torch.grad([loss], variables)
  known = annotate(List[Tensor], [])
  for i in range(len(variables)):
    known.append(unchecked_cast(Tensor, derivatives[i]))
  return known

# The outputs y [time, batch, units], zero where a row has ended, and the states at the ends; then
# the gradients of the sum of y * dy with respect to x and the weights. With lengths, by PyTorch's
# packed sequences.
def recurrent_gradients(self, x: Tensor, dy: Tensor, lengths: Tensor, w: List[Tensor]) -> List[Tensor]:
  gates = w[1].size(0) // w[1].size(1)
  zero = torch.zeros([1, x.size(1), w[1].size(1)])
  if lengths.numel() == 0:
    if gates == 4:
      y, h, c = torch.lstm(x, [zero, zero], w, True, 1, 0., True, False, False)
    elif gates == 3:
      y, h = torch.gru(x, zero, w, True, 1, 0., True, False, False)
    else:
      y, h = torch.rnn_tanh(x, zero, w, True, 1, 0., True, False, False)
  else:
    data, sizes = torch._pack_padded_sequence(x, lengths, False)
    if gates == 4:
      live, h, c = torch.lstm(data, sizes, [zero, zero], w, True, 1, 0., True, False)
    elif gates == 3:
      live, h = torch.gru(data, sizes, zero, w, True, 1, 0., True, False)
    else:
      live, h = torch.rnn_tanh(data, sizes, zero, w, True, 1, 0., True, False)
    y, _0 = torch._pad_packed_sequence(live, sizes, False, 0., x.size(0))
  return [y, h] + self.gradients((y * dy).sum(), [x] + w)

# A loss and its gradients with respect to all parameters.

def labelling_gradients(self, x: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.labelling_loss(x, labels, lengths, parameters)
  return [loss] + self.gradients(loss, parameters)

def review_gradients(self, words: Tensor, labels: Tensor, lengths: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.review_loss(words, labels, lengths, parameters)
  return [loss] + self.gradients(loss, parameters)

def letter_gradients(self, letters: Tensor, following: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.letter_loss(letters, following, parameters)
  return [loss] + self.gradients(loss, parameters)

# These have time-major data, too.

def attention_labelling_gradients(self, x: Tensor, labels: Tensor, heads: Tensor, causal: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.attention_loss(x.transpose(0, 1), labels.transpose(0, 1), heads, causal, parameters)
  return [loss] + self.gradients(loss, parameters)

def attention_letter_gradients(self, letters: Tensor, following: Tensor, heads: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.attention_letter_loss(letters.transpose(0, 1), following.transpose(0, 1), heads, parameters)
  return [loss] + self.gradients(loss, parameters)

# The outputs y [batch, time, width], zero where a row has ended, and the gradients of the sum of
# y * dy with respect to x and the weights: those of an attention, or those of a block.
def attention_gradients(self, x: Tensor, dy: Tensor, live: Tensor, options: Tensor, w: List[Tensor]) -> List[Tensor]:
  heads, causal, norm_first = int(options[0]), bool(options[1]), bool(options[2])
  if len(w) == 12:
    y = self.block(x, live, heads, causal, norm_first, w)
  else:
    y = self.attention(x, live, heads, causal, w)
  if live.numel() > 0:
    y = y * live.view([x.size(0), x.size(1), 1])
  return [y] + self.gradients((y * dy).sum(), [x] + w)

def translation_gradients(self, sentences: Tensor, translations: Tensor, following: Tensor, parameters: List[Tensor]) -> List[Tensor]:
  loss = self.translation_loss(sentences, translations, following, parameters)
  return [loss] + self.gradients(loss, parameters)
